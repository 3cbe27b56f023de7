// Bifrost in one resource group: docs/deploy.md says how to deploy it and what it costs.
// `python -m infra.arm` writes azuredeploy.json from this file and its modules.
targetScope = 'resourceGroup'

@description('Begins the name of every resource: letters, digits and hyphens, a letter first.')
@minLength(3)
@maxLength(24)
param baseName string = 'bifrost'

@description('The region of everything but the Static Web App.')
param location string = resourceGroup().location

@description('The region that distributes the web client: few regions offer Static Web Apps.')
@allowed([
  'centralus'
  'eastasia'
  'eastus2'
  'westeurope'
  'westus2'
])
param webLocation string = 'westeurope'

@description('The most that the workflows and their files may take, in GB.')
@minValue(1)
@maxValue(1024)
param workspacesQuotaGB int = 100

@description('The most that the share mounted at /mounts/tmp may take, in GB. 0 makes none: Bifrost itself writes nothing there.')
@minValue(0)
@maxValue(1024)
param tmpQuotaGB int = 0

@description('Locally redundant is the cheapest; zone and geo redundancy keep the data when a building or a region is lost.')
@allowed([
  'Standard_LRS'
  'Standard_ZRS'
  'Standard_GRS'
  'Standard_RAGRS'
  'Standard_GZRS'
  'Standard_RAGZRS'
])
param storageRedundancy string = 'Standard_LRS'

@description('The memory of an instance in MB: 512, 2048 or 4096.')
@allowed([
  512
  2048
  4096
])
param instanceMemoryMB int = 2048

@description('Requests that one instance handles at once.')
@minValue(1)
@maxValue(1000)
param httpConcurrency int = 16

@description('The most instances that run at once: a ceiling for the bill, too.')
@minValue(1)
@maxValue(1000)
param maximumInstances int = 40

@description('Instances for HTTP that always run. 0 costs nothing while nobody works, and the first caller then waits for a start.')
@minValue(0)
@maxValue(20)
param alwaysReadyInstances int = 0

@description('The address that browsers use, such as https://bifrost.example.com; empty: that of the Static Web App.')
param publicUrl string = ''

@description('Further addresses whose pages may act for a signed-in user, and upload, parted by commas.')
param clientOrigins string = ''

@description('Whether only the Static Web App may call the API. If not, other systems may call the Function App directly, with keys.')
param onlyThroughWebApp bool = false

@description('Whether the publish profile, a name and a password, may deploy. A sign-in by OpenID needs none.')
param allowPublishProfile bool = false

@description('The application (client) id of the app registration for sign-in; empty: sign-in with passwords only.')
param signInClientId string = ''

@description('The client secret of the app registration. It is kept in the Key Vault; leave it empty to keep the one that is there.')
@secure()
param signInClientSecret string = ''

@description('Ids of the tenants whose users may sign in, parted by commas.')
param signInTenants string = tenant().tenantId

@description('The e-mail address of the first administrator, if it signs in with Microsoft; else ./bifrost admin setup makes a link.')
param firstAdministrator string = ''

@description('Hosts and networks that the platform may call though they are not public, parted by commas.')
param egressAllow string = ''

@description('Days for which executions are kept; 0 keeps them for ever.')
@minValue(0)
param executionRetentionDays int = 90

@description('Further settings by their names in docs/settings.md, such as {"BIFROST_WORKFLOW_ACCESS": "members"}. Some can contain a password, so they are in no history.')
@secure()
param settings object = {}

@description('Who may open the data and the vault with ./bifrost admin: the object id of a user, a group or a service principal. Empty: no role is given.')
param operatorPrincipalId string = deployer().objectId

@description('Who gets the alerts, by e-mail; empty: alerts are seen in the portal only.')
param alertEmail string = ''

@description('Logs of one day, in GB; what goes beyond is dropped until the next day.')
@minValue(1)
param dailyLogQuotaGB int = 1

@description('Days for which logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Regions from which readiness is asked every 15 minutes; none: not asked.')
param readinessLocations array = [
  'emea-nl-ams-azr'
]

@description('The monthly budget, in the currency of the subscription: e-mails at 80 % and at 100 %. 0 makes none.')
@minValue(0)
param monthlyBudget int = 50

@description('The month in which the budget begins.')
param budgetStart string = utcNow('yyyy-MM-01')

@description('Signs the tokens of users. It is made by the first deployment only: later ones leave the secret in the vault as it is.')
@secure()
param newSecretKey string = '${newGuid()}${newGuid()}'

@description('Tags of every resource.')
param tags object = {}

var compact = toLower(replace(baseName, '-', ''))
var suffix = uniqueString(resourceGroup().id, baseName)
var appName = '${take(compact, 14)}-api-${suffix}'
var vaultName = '${take(compact, 10)}-${suffix}'
var dataAccount = '${take(compact, 10)}d${suffix}'
var filesAccount = '${take(compact, 10)}f${suffix}'
var address = empty(publicUrl) ? web.outputs.url : publicUrl

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: {
    name: '${take(compact, 14)}-id-${suffix}'
    location: location
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    name: '${take(compact, 14)}-${suffix}'
    location: location
    tags: tags
    dailyQuotaGB: dailyLogQuotaGB
    retentionDays: logRetentionDays
    alertEmail: alertEmail
  }
}

module web 'modules/web.bicep' = {
  name: 'web'
  params: {
    name: '${take(compact, 14)}-web-${suffix}'
    location: webLocation
    tags: tags
  }
}

module data 'modules/data.bicep' = {
  name: 'data'
  params: {
    name: dataAccount
    location: location
    tags: tags
    redundancy: storageRedundancy
    uploadOrigins: concat([address], empty(clientOrigins) ? [] : split(replace(clientOrigins, ' ', ''), ','))
    executionRetentionDays: executionRetentionDays
  }
}

module files 'modules/files.bicep' = {
  name: 'files'
  params: {
    name: filesAccount
    location: location
    tags: tags
    redundancy: storageRedundancy
    workspacesQuotaGB: workspacesQuotaGB
    tmpQuotaGB: tmpQuotaGB
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    name: vaultName
    location: location
    tags: tags
    newSecretKey: newSecretKey
    signInClientSecret: signInClientSecret
  }
}

module access 'modules/access.bicep' = {
  name: 'access'
  params: {
    appPrincipalId: identity.outputs.principalId
    webPrincipalId: web.outputs.principalId
    operatorPrincipalId: operatorPrincipalId
    dataAccount: data.outputs.name
    filesAccount: files.outputs.name
    deploymentContainer: files.outputs.deploymentContainer
    vaultName: vault.outputs.name
    insightsName: monitoring.outputs.insightsName
    hasSignInSecret: !empty(signInClientSecret)
  }
}

module app 'modules/app.bicep' = {
  name: 'app'
  params: {
    name: appName
    location: location
    tags: tags
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    instanceMemoryMB: instanceMemoryMB
    httpConcurrency: httpConcurrency
    maximumInstances: maximumInstances
    alwaysReadyInstances: alwaysReadyInstances
    dataAccount: data.outputs.name
    filesAccount: files.outputs.name
    deploymentUrl: files.outputs.deploymentUrl
    hasTmpShare: tmpQuotaGB > 0
    insightsConnection: monitoring.outputs.insightsConnection
    vaultUrl: vault.outputs.url
    secretKeyUri: vault.outputs.secretKeyUri
    publicUrl: address
    webAddress: web.outputs.url
    clientOrigins: clientOrigins
    onlyThroughWebApp: onlyThroughWebApp
    allowPublishProfile: allowPublishProfile
    signInClientId: signInClientId
    signInTenants: signInTenants
    firstAdministrator: firstAdministrator
    egressAllow: egressAllow
    executionRetentionDays: executionRetentionDays
    settings: settings
  }
  dependsOn: [
    access
  ]
}

module link 'modules/link.bicep' = {
  name: 'link'
  params: {
    webName: web.outputs.name
    webHost: web.outputs.host
    appName: app.outputs.name
    location: location
    vaultUrl: vault.outputs.url
    signInClientId: signInClientId
    onlyThroughWebApp: onlyThroughWebApp
  }
  dependsOn: [
    access
  ]
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    name: '${take(compact, 14)}-${suffix}'
    location: location
    tags: tags
    insightsName: monitoring.outputs.insightsName
    actionGroupId: monitoring.outputs.actionGroupId
    readinessUrl: '${web.outputs.url}/api/health/ready'
    readinessLocations: readinessLocations
  }
}

module budget 'modules/budget.bicep' = if (monthlyBudget > 0) {
  name: 'budget'
  params: {
    name: '${take(compact, 14)}-${suffix}'
    amount: monthlyBudget
    start: budgetStart
    email: alertEmail
  }
}

@description('The address of the web client.')
output BIFROST_PUBLIC_URL string = address

@description('The address of the Function App itself.')
output BIFROST_API_URL string = app.outputs.url

@description('The Key Vault.')
output BIFROST_KEY_VAULT_URL string = vault.outputs.url

@description('The storage account of the data, for ./bifrost admin --account.')
output BIFROST_DATA_ACCOUNT string = data.outputs.name

@description('The storage account of the workflows and of the deployed package.')
output BIFROST_FILES_ACCOUNT string = files.outputs.name

@description('The Function App, for az functionapp deployment source config-zip.')
output BIFROST_APP_NAME string = app.outputs.name

@description('The Static Web App.')
output BIFROST_WEB_NAME string = web.outputs.name

@description('The origin that the policy of the web client has to allow for uploads.')
output BIFROST_BLOB_ORIGIN string = data.outputs.blobOrigin

@description('What to do next.')
output NEXT_STEPS string = 'Publish api.zip to ${app.outputs.name} and the web client to ${web.outputs.name}: infra/publish.sh. Then ./bifrost admin setup --account ${data.outputs.name} --vault ${vault.outputs.url} --public-url ${address} prints the link of the first administrator. docs/deploy.md has every step.'
