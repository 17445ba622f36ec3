/** The jobs that Tasks can wait for: one row each, by the resource that starts one. */

import { query } from './athena.ts';
import { batchJob } from './batch.ts';
import { customizationJob } from './bedrock.ts';
import { build, buildBatch } from './codebuild.ts';
import { recipeRun } from './databrew.ts';
import { ecsTask } from './ecs.ts';
import * as eks from './eks.ts';
import * as emr from './elasticmapreduce.ts';
import * as emrContainers from './emr-containers.ts';
import * as emrServerless from './emr-serverless.ts';
import { glueRun } from './glue.ts';
import { conversion } from './mediaconvert.ts';
import * as sagemaker from './sagemaker.ts';
import type { JobType } from './type.ts';

export const jobTypes: Readonly<Record<string, JobType>> = {
  'athena:startQueryExecution': query,
  'batch:submitJob': batchJob,
  'bedrock:createModelCustomizationJob': customizationJob,
  'codebuild:retryBuildBatch': buildBatch,
  'codebuild:startBuild': build,
  'codebuild:startBuildBatch': buildBatch,
  'databrew:startJobRun': recipeRun,
  'ecs:runTask': ecsTask,
  'eks:createCluster': eks.cluster,
  'eks:createFargateProfile': eks.profile,
  'eks:createNodegroup': eks.nodegroup,
  'eks:deleteCluster': eks.clusterDeletion,
  'eks:deleteFargateProfile': eks.profileDeletion,
  'eks:deleteNodegroup': eks.nodegroupDeletion,
  'elasticmapreduce:addStep': emr.step,
  'elasticmapreduce:createCluster': emr.cluster,
  'elasticmapreduce:terminateCluster': emr.clusterEnd,
  'emr-containers:deleteVirtualCluster': emrContainers.virtualClusterEnd,
  'emr-containers:startJobRun': emrContainers.containerRun,
  'emr-serverless:cancelJobRun': emrServerless.cancellation,
  'emr-serverless:createApplication': emrServerless.creation,
  'emr-serverless:deleteApplication': emrServerless.deletion,
  'emr-serverless:startApplication': emrServerless.start,
  'emr-serverless:startJobRun': emrServerless.run,
  'emr-serverless:stopApplication': emrServerless.stop,
  'glue:startJobRun': glueRun,
  'mediaconvert:createJob': conversion,
  'sagemaker:createHyperParameterTuningJob': sagemaker.tuningJob,
  'sagemaker:createLabelingJob': sagemaker.labelingJob,
  'sagemaker:createProcessingJob': sagemaker.processingJob,
  'sagemaker:createTrainingJob': sagemaker.trainingJob,
  'sagemaker:createTransformJob': sagemaker.transformJob,
};

/** The job that a resource starts, `.sync` left out; `undefined` where it starts none that can be waited for. */
export function jobTypeOf(service: string): JobType | undefined {
  const key = service.split(':').slice(5).join(':');
  return Object.hasOwn(jobTypes, key) ? jobTypes[key] : undefined;
}
