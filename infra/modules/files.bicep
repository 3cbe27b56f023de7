// The storage account of the workflows, mounted as a share, and of the deployed package. A mount of the
// Function App needs the account's key: so it is apart from the data, whose account takes no key.
param name string
param location string
param tags object
param redundancy string
param workspacesQuotaGB int
param tmpQuotaGB int

var deploymentName = 'deployment'

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: redundancy
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: true
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2023-05-01' = {
  parent: account
  name: 'default'
  properties: {
    deleteRetentionPolicy: {
      enabled: true
      days: 14
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: 14
    }
  }
}

resource deployment 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = {
  parent: blobs
  name: deploymentName
  properties: {
    publicAccess: 'None'
  }
}

resource shares 'Microsoft.Storage/storageAccounts/fileServices@2023-05-01' = {
  parent: account
  name: 'default'
  properties: {
    shareDeleteRetentionPolicy: {
      enabled: true
      days: 14
    }
  }
}

resource workspaces 'Microsoft.Storage/storageAccounts/fileServices/shares@2023-05-01' = {
  parent: shares
  name: 'workspaces'
  properties: {
    enabledProtocols: 'SMB'
    shareQuota: workspacesQuotaGB
  }
}

resource tmp 'Microsoft.Storage/storageAccounts/fileServices/shares@2023-05-01' = if (tmpQuotaGB > 0) {
  parent: shares
  name: 'tmp'
  properties: {
    enabledProtocols: 'SMB'
    shareQuota: tmpQuotaGB
  }
}

output name string = account.name
output deploymentContainer string = deployment.name
output deploymentUrl string = 'https://${account.name}.blob.${environment().suffixes.storage}/${deploymentName}'
