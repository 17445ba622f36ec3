/** The task resources: one row each. A row's key is the resource without partition, region and account. */

import { invoke } from './api-gateway.ts';
import * as athena from './athena.ts';
import { awsSdk } from './aws-sdk.ts';
import { submitJob } from './batch.ts';
import * as bedrock from './bedrock.ts';
import * as codebuild from './codebuild.ts';
import * as databrew from './databrew.ts';
import * as dynamodb from './dynamodb.ts';
import { runTask } from './ecs.ts';
import * as eks from './eks.ts';
import * as emr from './elasticmapreduce.ts';
import * as emrContainers from './emr-containers.ts';
import * as emrServerless from './emr-serverless.ts';
import { putEvents } from './events.ts';
import * as glue from './glue.ts';
import { httpInvoke } from './http-invoke.ts';
import type { Integration } from './integration.ts';
import { lambdaFunction, lambdaInvoke } from './lambda.ts';
import { createJob } from './mediaconvert.ts';
import * as sagemaker from './sagemaker.ts';
import { publish } from './sns.ts';
import { sendMessage } from './sqs.ts';
import { startExecution } from './states.ts';

export const integrations: Readonly<Record<string, Integration>> = {
  'lambda:function': lambdaFunction,
  'states:apigateway:invoke': invoke,
  'states:athena:getQueryExecution': athena.getQueryExecution,
  'states:athena:getQueryResults': athena.getQueryResults,
  'states:athena:startQueryExecution': athena.startQueryExecution,
  'states:athena:stopQueryExecution': athena.stopQueryExecution,
  'states:batch:submitJob': submitJob,
  'states:bedrock:createModelCustomizationJob': bedrock.createModelCustomizationJob,
  'states:bedrock:invokeModel': bedrock.invokeModel,
  'states:codebuild:batchDeleteBuilds': codebuild.batchDeleteBuilds,
  'states:codebuild:batchGetReports': codebuild.batchGetReports,
  'states:codebuild:deleteBuildBatch': codebuild.deleteBuildBatch,
  'states:codebuild:retryBuildBatch': codebuild.retryBuildBatch,
  'states:codebuild:startBuild': codebuild.startBuild,
  'states:codebuild:startBuildBatch': codebuild.startBuildBatch,
  'states:codebuild:stopBuild': codebuild.stopBuild,
  'states:codebuild:stopBuildBatch': codebuild.stopBuildBatch,
  'states:databrew:startJobRun': databrew.startJobRun,
  'states:dynamodb:deleteItem': dynamodb.deleteItem,
  'states:dynamodb:getItem': dynamodb.getItem,
  'states:dynamodb:putItem': dynamodb.putItem,
  'states:dynamodb:updateItem': dynamodb.updateItem,
  'states:ecs:runTask': runTask,
  'states:eks:createCluster': eks.createCluster,
  'states:eks:createFargateProfile': eks.createFargateProfile,
  'states:eks:createNodegroup': eks.createNodegroup,
  'states:eks:deleteCluster': eks.deleteCluster,
  'states:eks:deleteFargateProfile': eks.deleteFargateProfile,
  'states:eks:deleteNodegroup': eks.deleteNodegroup,
  'states:elasticmapreduce:addStep': emr.addStep,
  'states:elasticmapreduce:cancelStep': emr.cancelStep,
  'states:elasticmapreduce:createCluster': emr.createCluster,
  'states:elasticmapreduce:setClusterTerminationProtection': emr.setClusterTerminationProtection,
  'states:elasticmapreduce:terminateCluster': emr.terminateCluster,
  'states:emr-containers:createVirtualCluster': emrContainers.createVirtualCluster,
  'states:emr-containers:deleteVirtualCluster': emrContainers.deleteVirtualCluster,
  'states:emr-containers:startJobRun': emrContainers.startJobRun,
  'states:emr-serverless:cancelJobRun': emrServerless.cancelJobRun,
  'states:emr-serverless:createApplication': emrServerless.createApplication,
  'states:emr-serverless:deleteApplication': emrServerless.deleteApplication,
  'states:emr-serverless:startApplication': emrServerless.startApplication,
  'states:emr-serverless:startJobRun': emrServerless.startJobRun,
  'states:emr-serverless:stopApplication': emrServerless.stopApplication,
  'states:events:putEvents': putEvents,
  'states:glue:startJobRun': glue.startJobRun,
  'states:http:invoke': httpInvoke,
  'states:lambda:invoke': lambdaInvoke,
  'states:mediaconvert:createJob': createJob,
  'states:sagemaker:createEndpoint': sagemaker.createEndpoint,
  'states:sagemaker:createEndpointConfig': sagemaker.createEndpointConfig,
  'states:sagemaker:createHyperParameterTuningJob': sagemaker.createHyperParameterTuningJob,
  'states:sagemaker:createLabelingJob': sagemaker.createLabelingJob,
  'states:sagemaker:createModel': sagemaker.createModel,
  'states:sagemaker:createProcessingJob': sagemaker.createProcessingJob,
  'states:sagemaker:createTrainingJob': sagemaker.createTrainingJob,
  'states:sagemaker:createTransformJob': sagemaker.createTransformJob,
  'states:sagemaker:updateEndpoint': sagemaker.updateEndpoint,
  'states:sns:publish': publish,
  'states:sqs:sendMessage': sendMessage,
  'states:states:startExecution': startExecution,
};

/** The integration behind a Task's Resource; `undefined` where this version has none. */
export function integrationOf(resource: string): Integration | undefined {
  const [, , service, , , ...rest] = resource.split(':');
  const [type, sdkService, action, ...more] = rest;
  if (service === 'states' && type === 'aws-sdk') {
    const plain = sdkService && action && more.length === 0 && !action.includes('.');
    return plain ? awsSdk(sdkService, action) : undefined;
  }
  const key = service === 'lambda' ? `lambda:${type}` : `${service}:${rest.join(':')}`;
  return Object.hasOwn(integrations, key) ? integrations[key] : undefined;
}
