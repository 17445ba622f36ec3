/** The task resources that Step Functions has, so that the page can say which of them Treadle has too. */

/** https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html */
export interface TaskResource {
  service: string;
  /** The Resource that calls it and goes on with the answer; absent where AWS has no such form. */
  call?: string;
  /** Waits for the job to end. */
  sync?: string;
  /** Waits for a token to be sent back. */
  callback?: string;
}

const optimized = (service: string, name: string, forms: string): TaskResource => ({
  service,
  ...(forms.includes('r') && { call: `arn:aws:states:::${name}` }),
  ...(forms.includes('s') && { sync: `arn:aws:states:::${name}.sync` }),
  ...(forms.includes('t') && { callback: `arn:aws:states:::${name}.waitForTaskToken` }),
});

export const taskResources: TaskResource[] = [
  {
    service: 'Lambda, by function ARN',
    call: 'arn:aws:lambda:us-east-1:123456789012:function:f',
  },
  optimized('Lambda', 'lambda:invoke', 'rt'),
  {
    service: 'Activities',
    callback: 'arn:aws:states:us-east-1:123456789012:activity:a',
  },
  optimized('SQS', 'sqs:sendMessage', 'rt'),
  optimized('SNS', 'sns:publish', 'rt'),
  optimized('DynamoDB, read', 'dynamodb:getItem', 'r'),
  optimized('DynamoDB, write', 'dynamodb:putItem', 'r'),
  optimized('EventBridge', 'events:putEvents', 'rt'),
  optimized('Step Functions', 'states:startExecution', 'rst'),
  optimized('HTTP endpoints', 'http:invoke', 'r'),
  optimized('API Gateway', 'apigateway:invoke', 'rt'),
  optimized('ECS and Fargate', 'ecs:runTask', 'rst'),
  optimized('Batch', 'batch:submitJob', 'rs'),
  optimized('Glue', 'glue:startJobRun', 'rs'),
  optimized('CodeBuild', 'codebuild:startBuild', 'rs'),
  optimized('Glue DataBrew', 'databrew:startJobRun', 'rs'),
  optimized('Athena', 'athena:startQueryExecution', 'rs'),
  optimized('Bedrock, models', 'bedrock:invokeModel', 'rt'),
  optimized('Bedrock, customization', 'bedrock:createModelCustomizationJob', 'rst'),
  optimized('SageMaker', 'sagemaker:createTrainingJob', 'rs'),
  optimized('EMR', 'elasticmapreduce:createCluster', 'rs'),
  optimized('EMR Serverless', 'emr-serverless:startJobRun', 'rs'),
  optimized('EKS, clusters and node groups', 'eks:createCluster', 'rs'),
  optimized('EKS, Kubernetes', 'eks:runJob', 'rst'),
  optimized('EMR on EKS', 'emr-containers:startJobRun', 'rs'),
  optimized('MediaConvert', 'mediaconvert:createJob', 'rs'),
  optimized('Any action of the AWS SDK', 'aws-sdk:s3:listBuckets', 'rt'),
];
