// The Key Vault: secrets of organizations, and the platform's own keys. Access is by roles only.
param name string
param location string
param tags object

@secure()
param newSecretKey string

@secure()
param signInClientSecret string

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    enabledForDeployment: false
    enabledForDiskEncryption: false
    enabledForTemplateDeployment: false
    publicNetworkAccess: 'Enabled'
  }
}

// A new key would sign every user out: a redeployment keeps the one that is there.
@onlyIfNotExists()
resource secretKey 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'platform-secret-key'
  properties: {
    value: newSecretKey
    contentType: 'text/plain'
    attributes: {
      enabled: true
    }
  }
}

resource signInSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(signInClientSecret)) {
  parent: vault
  name: 'sign-in-client-secret'
  properties: {
    value: signInClientSecret
    contentType: 'text/plain'
    attributes: {
      enabled: true
    }
  }
}

output name string = vault.name
// Without the slash at its end.
output url string = 'https://${vault.name}${environment().suffixes.keyvaultDns}'
// Without a version: a reference follows a new one.
output secretKeyUri string = 'https://${vault.name}${environment().suffixes.keyvaultDns}/secrets/platform-secret-key'
