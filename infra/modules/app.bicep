// The Function App on Flex Consumption: it costs nothing while nobody uses it.
param name string
param location string
param tags object
param identityId string
param identityClientId string
param instanceMemoryMB int
param httpConcurrency int
param maximumInstances int
param alwaysReadyInstances int
param dataAccount string
param filesAccount string
param deploymentUrl string
param hasTmpShare bool
param insightsConnection string
param vaultUrl string
param secretKeyUri string
param publicUrl string
param webAddress string
param clientOrigins string
param onlyThroughWebApp bool
param allowPublishProfile bool
param signInClientId string
param signInTenants string
param firstAdministrator string
param egressAllow string
param executionRetentionDays int

@secure()
param settings object

var workspaceMount = '/mounts/workspace'
var tmpMount = '/mounts/tmp'
// Runs share the memory of their instance. As many run as requests come at once; the memory of one is a limit and
// reserves nothing, so that no run takes all of it.
var workers = {
  '512': 4
  '2048': 16
  '4096': 32
}
var workersPerOrganization = {
  '512': 2
  '2048': 8
  '4096': 16
}
var workerMemory = {
  '512': 256
  '2048': 1024
  '4096': 1024
}
// Static Web Apps keeps its own address beside a domain of yours: its pages may act for a user, too.
var ownOrigins = publicUrl == webAddress ? '' : webAddress

// What the Functions host and the Azure SDK read.
var hostSettings = {
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnection
  AZURE_CLIENT_ID: identityClientId
  AzureWebJobsDisableHomepage: 'true'
  AzureWebJobsStorage__accountName: dataAccount
  AzureWebJobsStorage__clientId: identityClientId
  AzureWebJobsStorage__credential: 'managedidentity'
  PYTHON_ISOLATE_WORKER_DEPENDENCIES: '1'
  PYTHON_SCRIPT_FILE_NAME: 'bifrost.py'
}

// What Bifrost reads: shared/settings.py. The rest has a default, and comes with the parameter settings.
var platformSettings = {
  BIFROST_BOOTSTRAP_ADMIN: firstAdministrator
  BIFROST_CLIENT_ORIGINS: join(concat(empty(clientOrigins) ? [] : [clientOrigins], empty(ownOrigins) ? [] : [ownOrigins]), ',')
  BIFROST_DISPATCH: 'queue'
  BIFROST_DOORBELL_URL: 'https://${name}.azurewebsites.net'
  BIFROST_EGRESS_ALLOW: egressAllow
  BIFROST_EXECUTION_RETENTION_DAYS: string(executionRetentionDays)
  BIFROST_ISOLATION: 'default'
  BIFROST_KEY_VAULT_URL: vaultUrl
  BIFROST_PUBLIC_URL: publicUrl
  BIFROST_SECRET_KEY: '@Microsoft.KeyVault(SecretUri=${secretKeyUri})'
  BIFROST_SIGN_IN_CLIENT_ID: signInClientId
  BIFROST_SIGN_IN_TENANTS: empty(signInClientId) ? '' : signInTenants
  BIFROST_STORE: 'azure'
  BIFROST_TRUSTED_PROXIES: onlyThroughWebApp ? '2' : '1'
  BIFROST_TRUST_CLIENT_PRINCIPAL: 'true'
  BIFROST_WORKERS: string(workers[string(instanceMemoryMB)])
  BIFROST_WORKERS_PER_ORGANIZATION: string(workersPerOrganization[string(instanceMemoryMB)])
  BIFROST_WORKER_MEMORY_MB: string(workerMemory[string(instanceMemoryMB)])
  BIFROST_WORKSPACE_LOCATION: workspaceMount
}

resource files 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: filesAccount
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: '${name}-plan'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'api' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identityId
    functionAppConfig: {
      runtime: {
        name: 'python'
        version: '3.11'
      }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: deploymentUrl
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstances
        alwaysReady: alwaysReadyInstances > 0 ? [
          {
            name: 'http'
            instanceCount: alwaysReadyInstances
          }
        ] : []
        triggers: {
          http: {
            perInstanceConcurrency: httpConcurrency
          }
        }
      }
    }
    siteConfig: {
      ftpsState: 'Disabled'
      http20Enabled: true
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      remoteDebuggingEnabled: false
    }
  }
}

// A name and a password that deploy: off unless a workflow uses the publish profile.
resource publishing 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'scm'
  properties: {
    allow: allowPublishProfile
  }
}

resource ftp 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'ftp'
  properties: {
    allow: false
  }
}

resource appSettings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: union(platformSettings, settings, hostSettings)
}

resource mounts 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'azurestorageaccounts'
  properties: union({
    workspace: {
      type: 'AzureFiles'
      accountName: filesAccount
      shareName: 'workspaces'
      mountPath: workspaceMount
      accessKey: files.listKeys().keys[0].value
    }
  }, hasTmpShare ? {
    tmp: {
      type: 'AzureFiles'
      accountName: filesAccount
      shareName: 'tmp'
      mountPath: tmpMount
      accessKey: files.listKeys().keys[0].value
    }
  } : {})
}

output name string = app.name
output url string = 'https://${app.properties.defaultHostName}'
