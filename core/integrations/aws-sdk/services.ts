/** The services of `aws-sdk` resources: how errors name them, and which package of the AWS SDK calls them. */

/**
 * One word each: the prefix of the service's error names, which in lower case is its name in a resource, and, where it
 * is another, the name of its client package. https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 */
const WORDS = `
  AccessAnalyzer Account Acm AcmPca:acm-pca AgentRegistry:agent-registry
  AgentRegistryControl:agent-registry-control AiOps Amp Amplify AmplifyBackend AmplifyUiBuilder
  ApiGateway:api-gateway ApiGatewayManagementApi ApiGatewayV2 AppConfig AppConfigData AppFabric
  Appflow AppIntegrations ApplicationAutoScaling:application-auto-scaling ApplicationCostProfiler
  ApplicationDiscovery:application-discovery-service ApplicationInsights:application-insights
  ApplicationSignals:application-signals AppMesh:app-mesh AppRunner AppStream AppSync
  ArcRegionSwitch:arc-region-switch ArcZonalShift:arc-zonal-shift Artifact Athena AuditManager
  AutoScaling:auto-scaling AutoScalingPlans:auto-scaling-plans B2Bi Backup
  BackupGateway:backup-gateway BackupSearch Batch BcmDashboards:bcm-dashboards
  BcmDataExports:bcm-data-exports BcmPricingCalculator:bcm-pricing-calculator
  BcmRecommendedActions:bcm-recommended-actions Bedrock BedrockAgent:bedrock-agent
  BedrockAgentCore:bedrock-agentcore BedrockAgentCoreControl:bedrock-agentcore-control
  BedrockAgentRuntime:bedrock-agent-runtime BedrockDataAutomation:bedrock-data-automation
  BedrockDataAutomationRuntime:bedrock-data-automation-runtime BedrockRuntime:bedrock-runtime
  Billing Billingconductor Braket Budgets Chatbot Chime ChimeSdkIdentity:chime-sdk-identity
  ChimeSdkMediaPipelines:chime-sdk-media-pipelines ChimeSdkMeetings:chime-sdk-meetings
  ChimeSdkMessaging:chime-sdk-messaging ChimeSdkVoice:chime-sdk-voice CleanRooms CleanRoomsMl
  Cloud9 CloudControl CloudDirectory CloudFormation CloudFront
  CloudFrontKeyValueStore:cloudfront-keyvaluestore CloudHsm CloudHsmV2:cloudhsm-v2 CloudSearch
  CloudSearchDomain:cloudsearch-domain CloudTrail CloudTrailData:cloudtrail-data CloudWatch
  CloudWatchLogs:cloudwatch-logs Codeartifact CodeBuild CodeCatalyst CodeCommit CodeConnections
  CodeDeploy CodeGuruProfiler CodeGuruReviewer:codeguru-reviewer
  CodeGuruSecurity:codeguru-security CodePipeline CodeStarConnections:codestar-connections
  CodestarNotifications:codestar-notifications CognitoIdentity:cognito-identity
  CognitoIdentityProvider:cognito-identity-provider CognitoSync:cognito-sync Comprehend
  ComprehendMedical ComputeOptimizer:compute-optimizer
  ComputeOptimizerAutomation:compute-optimizer-automation Config:config-service Connect
  ConnectCampaigns ConnectCampaignsV2 ConnectCases ConnectContactLens:connect-contact-lens
  ConnectHealth ConnectParticipant ControlCatalog ControlTower
  CostAndUsageReport:cost-and-usage-report-service CostExplorer:cost-explorer
  CostOptimizationHub:cost-optimization-hub CustomerProfiles:customer-profiles
  DatabaseMigration:database-migration-service DataBrew DataExchange DataPipeline:data-pipeline
  DataSync DataZone Dax Deadline Detective DeviceFarm:device-farm DevOpsAgent:devops-agent
  DevOpsGuru:devops-guru DirectConnect:direct-connect Directory:directory-service
  DirectoryServiceData:directory-service-data Dlm DocDb DocDbElastic:docdb-elastic Drs Dsql
  DynamoDb DynamoDbStreams:dynamodb-streams Ebs Ec2 Ec2InstanceConnect:ec2-instance-connect Ecr
  EcrPublic:ecr-public Ecs Efs Eks EksAuth:eks-auth ElastiCache ElasticBeanstalk:elastic-beanstalk
  ElasticLoadBalancing:elastic-load-balancing ElasticLoadBalancingV2:elastic-load-balancing-v2
  Elasticsearch:elasticsearch-service ElementalInference Emr EmrContainers:emr-containers
  EmrServerless:emr-serverless EntityResolution EventBridge Evs Finspace
  FinspaceData:finspace-data Firehose Fis Fms Forecast Forecastquery FraudDetector FreeTier FSx
  GameLift GameLiftStreams GeoMaps:geo-maps GeoPlaces:geo-places GeoRoutes:geo-routes Glacier
  GlobalAccelerator:global-accelerator Glue Grafana Greengrass GreengrassV2 GroundStation
  GuardDuty Health HealthLake Iam Identitystore Imagebuilder ImportExport Inspector Inspector2
  InspectorScan:inspector-scan Interconnect InternetMonitor Invoicing Iot
  IotDataPlane:iot-data-plane IotDeviceAdvisor IoTFleetWise IotJobsDataPlane:iot-jobs-data-plane
  IotManagedIntegrations:iot-managed-integrations IoTSecureTunneling IoTSiteWise IoTThingsGraph
  IoTTwinMaker IotWireless:iot-wireless Ivs Ivschat IvsRealTime:ivs-realtime Kafka KafkaConnect
  Kendra KendraRanking:kendra-ranking Keyspaces KeyspacesStreams Kinesis
  KinesisAnalytics:kinesis-analytics KinesisAnalyticsV2:kinesis-analytics-v2
  KinesisVideo:kinesis-video KinesisVideoArchivedMedia:kinesis-video-archived-media
  KinesisVideoMedia:kinesis-video-media KinesisVideoSignaling:kinesis-video-signaling
  KinesisVideoWebRtcStorage:kinesis-video-webrtc-storage Kms LakeFormation Lambda
  LambdaCore:lambda-core LambdaMicrovms:lambda-microvms LaunchWizard:launch-wizard
  LexModelBuilding:lex-model-building-service LexModelsV2:lex-models-v2
  LexRuntime:lex-runtime-service LexRuntimeV2:lex-runtime-v2 LicenseManager:license-manager
  LicenseManagerLinuxSubscriptions:license-manager-linux-subscriptions
  LicenseManagerUserSubscriptions:license-manager-user-subscriptions Lightsail Location
  LookoutEquipment M2 MachineLearning:machine-learning Macie2 MailManager ManagedBlockchain
  ManagedBlockchainQuery:managedblockchain-query MarketplaceAgreement:marketplace-agreement
  MarketplaceCatalog:marketplace-catalog
  MarketplaceCommerceAnalytics:marketplace-commerce-analytics
  MarketplaceDeployment:marketplace-deployment MarketplaceDiscovery:marketplace-discovery
  MarketplaceEntitlement:marketplace-entitlement-service MarketplaceMetering:marketplace-metering
  MarketplaceReporting:marketplace-reporting MediaConnect MediaConvert MediaLive MediaPackage
  MediaPackageV2 MediaPackageVod:mediapackage-vod MediaStore MediaStoreData:mediastore-data
  MediaTailor MedicalImaging:medical-imaging MemoryDB Mgn MigrationHub:migration-hub
  MigrationHubConfig:migrationhub-config MigrationHubOrchestrator
  MigrationHubRefactorSpaces:migration-hub-refactor-spaces MigrationHubStrategy Mpa Mq MTurk Mwaa
  MwaaServerless:mwaa-serverless Neptune Neptunedata NeptuneGraph:neptune-graph
  NetworkFirewall:network-firewall NetworkFlowMonitor NetworkMonitor Notifications
  NotificationsContacts NovaAct:nova-act Oam ObservabilityAdmin Odb Omics OpenSearch
  OpenSearchServerless Organizations Osis Outposts PartnerCentralAccount:partnercentral-account
  PartnerCentralBenefits:partnercentral-benefits PartnerCentralChannel:partnercentral-channel
  PartnerCentralRevenueMeasurement:partnercentral-revenue-measurement
  PartnerCentralSelling:partnercentral-selling PaymentCryptography:payment-cryptography
  PaymentCryptographyData:payment-cryptography-data PcaConnectorAd:pca-connector-ad
  PcaConnectorScep:pca-connector-scep Pcs Personalize PersonalizeEvents:personalize-events
  PersonalizeRuntime:personalize-runtime Pi Pinpoint PinpointEmail:pinpoint-email
  PinpointSmsVoice:pinpoint-sms-voice PinpointSmsVoiceV2:pinpoint-sms-voice-v2 Pipes Polly Pricing
  PricingPlanManager:pricing-plan-manager Proton QApps QBusiness QConnect QuickSight Ram Rbin Rds
  RdsData:rds-data Redshift RedshiftData:redshift-data RedshiftServerless:redshift-serverless
  Rekognition Repostspace Resiliencehub Resiliencehubv2 ResourceExplorer2:resource-explorer-2
  ResourceGroups:resource-groups ResourceGroupsTaggingApi:resource-groups-tagging-api
  RolesAnywhere Route53:route-53 Route53Domains:route-53-domains Route53GlobalResolver
  Route53Profiles Route53RecoveryCluster:route53-recovery-cluster
  Route53RecoveryControlConfig:route53-recovery-control-config
  Route53RecoveryReadiness:route53-recovery-readiness Route53Resolver RtbFabric Rum S3
  S3Control:s3-control S3Files S3Outposts S3Tables S3Vectors SageMaker
  SageMakerA2IRuntime:sagemaker-a2i-runtime SagemakerEdge:sagemaker-edge
  SageMakerFeatureStoreRuntime:sagemaker-featurestore-runtime
  SageMakerGeospatial:sagemaker-geospatial SagemakerJobRuntime SageMakerMetrics:sagemaker-metrics
  SageMakerRuntime:sagemaker-runtime Savingsplans Scheduler Schemas SecretsManager:secrets-manager
  SecurityAgent SecurityHub SecurityIr:security-ir SecurityLake ServerlessApplicationRepository
  ServiceCatalog:service-catalog ServiceCatalogAppRegistry:service-catalog-appregistry
  ServiceDiscovery ServiceQuotas:service-quotas Ses SesV2 Sfn Shield Signer SignerData:signer-data
  Signin SimpleDb SimpleDBv2 Snowball SnowDeviceManagement:snow-device-management Sns
  SocialMessaging Sqs Ssm SsmContacts:ssm-contacts SsmGuiConnect:ssm-guiconnect
  SsmIncidents:ssm-incidents SsmQuickSetup:ssm-quicksetup SsmSap:ssm-sap Sso SsoAdmin:sso-admin
  SsoOidc:sso-oidc StorageGateway:storage-gateway Sts SupplyChain Support SupportApp:support-app
  SupportAuthz Sustainability Swf Synthetics TaxSettings Textract
  TimestreamInfluxDb:timestream-influxdb TimestreamQuery:timestream-query
  TimestreamWrite:timestream-write Tnb Transcribe Transfer Translate TrustedAdvisor Uxc
  VerifiedPermissions VoiceId:voice-id VpcLattice:vpc-lattice Waf WafRegional:waf-regional Wafv2
  WellArchitected Wickr Wisdom WorkDocs WorkMail WorkMailMessageFlow WorkSpaces
  WorkspacesInstances:workspaces-instances WorkSpacesThinClient:workspaces-thin-client
  WorkSpacesWeb:workspaces-web XRay
`;

export interface SdkService {
  /** As in `DynamoDb.ResourceNotFoundException`. */
  errorPrefix: string;
  /** `bedrock-agent` for `@aws-sdk/client-bedrock-agent`. */
  client: string;
}

const services = new Map<string, SdkService>(
  WORDS.trim()
    .split(/\s+/)
    .map((word) => {
      const [errorPrefix = '', client = errorPrefix.toLowerCase()] = word.split(':');
      return [errorPrefix.toLowerCase(), { errorPrefix, client }];
    }),
);

/** The service that a resource calls `bedrockagent`; `undefined` where AWS has none of that name. */
export function sdkService(name: string): SdkService | undefined {
  return services.get(name.toLowerCase());
}
