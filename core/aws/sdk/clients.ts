/** The clients of the AWS SDK that the bundles hold, each in a chunk of its own that is read when a task needs it. */

/** What a client package exports, by name. */
export type ClientModule = Record<string, unknown>;

const bundled: Record<string, () => Promise<ClientModule>> = {
  appflow: () => import('@aws-sdk/client-appflow'),
  athena: () => import('@aws-sdk/client-athena'),
  'auto-scaling': () => import('@aws-sdk/client-auto-scaling'),
  batch: () => import('@aws-sdk/client-batch'),
  bedrock: () => import('@aws-sdk/client-bedrock'),
  'bedrock-agent': () => import('@aws-sdk/client-bedrock-agent'),
  'bedrock-runtime': () => import('@aws-sdk/client-bedrock-runtime'),
  cloudformation: () => import('@aws-sdk/client-cloudformation'),
  cloudwatch: () => import('@aws-sdk/client-cloudwatch'),
  'cloudwatch-logs': () => import('@aws-sdk/client-cloudwatch-logs'),
  codebuild: () => import('@aws-sdk/client-codebuild'),
  'cognito-identity-provider': () => import('@aws-sdk/client-cognito-identity-provider'),
  comprehend: () => import('@aws-sdk/client-comprehend'),
  databrew: () => import('@aws-sdk/client-databrew'),
  dynamodb: () => import('@aws-sdk/client-dynamodb'),
  ec2: () => import('@aws-sdk/client-ec2'),
  ecs: () => import('@aws-sdk/client-ecs'),
  eks: () => import('@aws-sdk/client-eks'),
  emr: () => import('@aws-sdk/client-emr'),
  'emr-serverless': () => import('@aws-sdk/client-emr-serverless'),
  eventbridge: () => import('@aws-sdk/client-eventbridge'),
  firehose: () => import('@aws-sdk/client-firehose'),
  forecast: () => import('@aws-sdk/client-forecast'),
  frauddetector: () => import('@aws-sdk/client-frauddetector'),
  glue: () => import('@aws-sdk/client-glue'),
  iam: () => import('@aws-sdk/client-iam'),
  kendra: () => import('@aws-sdk/client-kendra'),
  kinesis: () => import('@aws-sdk/client-kinesis'),
  kms: () => import('@aws-sdk/client-kms'),
  lambda: () => import('@aws-sdk/client-lambda'),
  mediaconvert: () => import('@aws-sdk/client-mediaconvert'),
  organizations: () => import('@aws-sdk/client-organizations'),
  polly: () => import('@aws-sdk/client-polly'),
  rds: () => import('@aws-sdk/client-rds'),
  'redshift-data': () => import('@aws-sdk/client-redshift-data'),
  rekognition: () => import('@aws-sdk/client-rekognition'),
  s3: () => import('@aws-sdk/client-s3'),
  's3-control': () => import('@aws-sdk/client-s3-control'),
  sagemaker: () => import('@aws-sdk/client-sagemaker'),
  scheduler: () => import('@aws-sdk/client-scheduler'),
  'secrets-manager': () => import('@aws-sdk/client-secrets-manager'),
  ses: () => import('@aws-sdk/client-ses'),
  sesv2: () => import('@aws-sdk/client-sesv2'),
  sfn: () => import('@aws-sdk/client-sfn'),
  sns: () => import('@aws-sdk/client-sns'),
  sqs: () => import('@aws-sdk/client-sqs'),
  ssm: () => import('@aws-sdk/client-ssm'),
  sts: () => import('@aws-sdk/client-sts'),
  support: () => import('@aws-sdk/client-support'),
  textract: () => import('@aws-sdk/client-textract'),
  transcribe: () => import('@aws-sdk/client-transcribe'),
  translate: () => import('@aws-sdk/client-translate'),
};

/**
 * The client package `@aws-sdk/client-<name>`: from the bundle, or else as Lambda's own SDK or the folder of node modules
 * has it; `undefined` where there is none.
 */
export async function loadClient(name: string): Promise<ClientModule | undefined> {
  const load = Object.hasOwn(bundled, name) ? bundled[name] : undefined;
  if (load) return load();
  const specifier = `@aws-sdk/client-${name}`;
  try {
    return await import(specifier);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

/** The names of the clients in the bundles. */
export const BUNDLED_CLIENTS: readonly string[] = Object.keys(bundled);
