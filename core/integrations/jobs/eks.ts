/** Clusters of EKS, and what runs their pods, while they are made or deleted. https://docs.aws.amazon.com/step-functions/latest/dg/connect-eks.html */

import { objectIn, together } from './members.ts';
import { type JobType, progressBy } from './type.ts';

const MADE = { succeeded: ['ACTIVE'], failed: ['CREATE_FAILED', 'FAILED'] };
const DELETED = { succeeded: [], failed: ['DELETE_FAILED'] };

/**
 * @param kind as actions and results call it: `Nodegroup`
 * @param names the members of the arguments that name one
 */
function made(kind: string, names: readonly string[]): JobType {
  return {
    find: (args) => together(Object.fromEntries(names.map((name) => [name, args[name]]))),
    describe: (job) => ({ service: 'eks', action: `describe${kind}`, parameters: job }),
    progress: (description) => progressBy(objectIn(description, kind).Status, MADE, description),
  };
}

/** The last that the service says of what is deleted is that it knows none of the name. */
function deleted(kind: string, names: readonly string[]): JobType {
  return {
    ...made(kind, names),
    progress: (description) => progressBy(objectIn(description, kind).Status, DELETED, description),
    gone: (job) => ({ type: 'succeeded', result: job }),
  };
}

const PROFILE = ['ClusterName', 'FargateProfileName'];
const NODEGROUP = ['ClusterName', 'NodegroupName'];

export const cluster = made('Cluster', ['Name']);
export const clusterDeletion = deleted('Cluster', ['Name']);
export const profile = made('FargateProfile', PROFILE);
export const profileDeletion = deleted('FargateProfile', PROFILE);
export const nodegroup = made('Nodegroup', NODEGROUP);
export const nodegroupDeletion = deleted('Nodegroup', NODEGROUP);
