// Links the Static Web App to the Function App, and gives it the app registration for sign-in.
param webName string
param webHost string
param appName string
param location string
param vaultUrl string
param signInClientId string
param onlyThroughWebApp bool

resource site 'Microsoft.Web/staticSites@2024-04-01' existing = {
  name: webName
}

resource app 'Microsoft.Web/sites@2024-04-01' existing = {
  name: appName
}

resource backend 'Microsoft.Web/staticSites/linkedBackends@2024-04-01' = {
  parent: site
  name: 'api'
  properties: {
    backendResourceId: app.id
    region: location
  }
}

// Linking turns authentication on and refuses every other caller. Here it stays on, so that copies of the
// principal's header that a client sends are removed; but anonymous requests arrive: the API decides by
// itself, and other systems call it with keys.
resource authentication 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'authsettingsV2'
  properties: {
    platform: {
      enabled: true
      runtimeVersion: '~1'
    }
    globalValidation: {
      requireAuthentication: onlyThroughWebApp
      unauthenticatedClientAction: onlyThroughWebApp ? 'Return401' : 'AllowAnonymous'
    }
    httpSettings: {
      requireHttps: true
    }
    identityProviders: {
      azureStaticWebApps: {
        enabled: true
        registration: {
          clientId: webHost
        }
      }
    }
    login: {
      tokenStore: {
        enabled: false
      }
    }
  }
  dependsOn: [
    backend
  ]
}

resource registration 'Microsoft.Web/staticSites/config@2024-04-01' = if (!empty(signInClientId)) {
  parent: site
  name: 'appsettings'
  properties: {
    BIFROST_SIGN_IN_CLIENT_ID: signInClientId
    BIFROST_SIGN_IN_CLIENT_SECRET: '@Microsoft.KeyVault(SecretUri=${vaultUrl}/secrets/sign-in-client-secret)'
  }
}
