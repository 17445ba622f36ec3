/** SageMaker: trains and serves models. https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html */

import { type Java1Service, optimized } from './optimized.ts';

const sagemaker: Java1Service = {
  service: 'sagemaker',
  errorPrefix: 'SageMaker',
  baseException: 'AmazonSageMakerException',
  inCauses: 'AmazonSageMaker',
};

export const createEndpoint = optimized(sagemaker, { action: 'createEndpoint' });
export const createEndpointConfig = optimized(sagemaker, { action: 'createEndpointConfig' });
export const createHyperParameterTuningJob = optimized(sagemaker, {
  action: 'createHyperParameterTuningJob',
});
export const createLabelingJob = optimized(sagemaker, { action: 'createLabelingJob' });
export const createModel = optimized(sagemaker, { action: 'createModel' });
export const createProcessingJob = optimized(sagemaker, { action: 'createProcessingJob' });
export const createTrainingJob = optimized(sagemaker, { action: 'createTrainingJob' });
export const createTransformJob = optimized(sagemaker, { action: 'createTransformJob' });
export const updateEndpoint = optimized(sagemaker, { action: 'updateEndpoint' });
