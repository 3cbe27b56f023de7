// Who may do what. Every assignment is on the one account, container, secret or vault that it is about.
param appPrincipalId string
param webPrincipalId string
param operatorPrincipalId string
param dataAccount string
param filesAccount string
param deploymentContainer string
param vaultName string
param insightsName string
param hasSignInSecret bool

var roles = {
  blobOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  blobContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  queueContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  tableContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  secretsOfficer: 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'
  secretsUser: '4633458b-17de-408a-b874-0445c86b69e6'
  filesContributor: '69566ab7-960f-475b-8e7c-b3118f30c6bd'
  metricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
}
// The host keeps its keys and leases in blobs; the platform's links for uploads are signed with a delegated key.
var appDataRoles = [
  roles.blobOwner
  roles.queueContributor
  roles.tableContributor
]
var operatorDataRoles = [
  roles.blobContributor
  roles.queueContributor
  roles.tableContributor
]

resource data 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: dataAccount
}

resource files 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: filesAccount
}

resource filesBlobs 'Microsoft.Storage/storageAccounts/blobServices@2023-05-01' existing = {
  parent: files
  name: 'default'
}

resource deployment 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' existing = {
  parent: filesBlobs
  name: deploymentContainer
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: vaultName
}

resource signInSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' existing = {
  parent: vault
  name: 'sign-in-client-secret'
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource appOnData 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in appDataRoles: {
  scope: data
  name: guid(data.id, appPrincipalId, role)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
  }
}]

resource appOnPackages 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: deployment
  name: guid(deployment.id, appPrincipalId, roles.blobContributor)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobContributor)
  }
}

resource appOnSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, appPrincipalId, roles.secretsOfficer)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.secretsOfficer)
  }
}

resource appOnInsights 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, appPrincipalId, roles.metricsPublisher)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.metricsPublisher)
  }
}

resource webOnSignInSecret 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (hasSignInSecret) {
  scope: signInSecret
  name: guid(signInSecret.id, webPrincipalId, roles.secretsUser)
  properties: {
    principalId: webPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.secretsUser)
  }
}

resource operatorOnData 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in operatorDataRoles: if (!empty(operatorPrincipalId)) {
  scope: data
  name: guid(data.id, operatorPrincipalId, role)
  properties: {
    principalId: operatorPrincipalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
  }
}]

// Workflows can be copied to the share without the account's key.
resource operatorOnFiles 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(operatorPrincipalId)) {
  scope: files
  name: guid(files.id, operatorPrincipalId, roles.filesContributor)
  properties: {
    principalId: operatorPrincipalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.filesContributor)
  }
}

resource operatorOnSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(operatorPrincipalId)) {
  scope: vault
  name: guid(vault.id, operatorPrincipalId, roles.secretsOfficer)
  properties: {
    principalId: operatorPrincipalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.secretsOfficer)
  }
}
