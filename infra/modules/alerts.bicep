// Alerts that somebody has to act on: runs that nothing could start, connections that ended, and a
// platform that does not answer. tests/unit/infra compares the lines with those that the code logs.
param name string
param location string
param tags object
param insightsName string
param actionGroupId string
param readinessUrl string
param readinessLocations array

var lines = [
  {
    name: 'dead-letters'
    title: 'Runs or webhooks were dead-lettered'
    text: 'The message of a run or of a webhook failed five times. Administrators see the run under Dead letters, and requeue it there: docs/executions.md; what a webhook received is among its deliveries, to be replayed: docs/webhooks.md.'
    line: 'run dead-lettered|webhook dead-lettered'
    severity: 2
  }
  {
    name: 'expired-connections'
    title: 'OAuth connections expired'
    text: 'A provider refused to renew a token. Its connection has to be authorized again: docs/connections.md.'
    line: 'connection expired'
    severity: 2
  }
  {
    name: 'not-ready'
    title: 'A process is not ready'
    text: 'A service that the platform needs did not answer: GET /api/health/ready names it.'
    line: 'process not ready'
    severity: 1
  }
]

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource rules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for rule in lines: {
  name: '${name}-${rule.name}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: rule.title
    description: rule.text
    enabled: true
    severity: rule.severity
    scopes: [
      insights.id
    ]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT15M'
    criteria: {
      allOf: [
        {
          query: 'traces | where message matches regex \'"message": "(${rule.line})"\''
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    autoMitigate: true
    actions: {
      actionGroups: [
        actionGroupId
      ]
    }
  }
}]

resource probe 'Microsoft.Insights/webtests@2022-06-15' = if (!empty(readinessLocations)) {
  name: '${name}-ready'
  location: location
  tags: union(tags, { 'hidden-link:${insights.id}': 'Resource' })
  kind: 'standard'
  properties: {
    SyntheticMonitorId: '${name}-ready'
    Name: 'Readiness'
    Enabled: true
    Kind: 'standard'
    Frequency: 900
    Timeout: 60
    RetryEnabled: true
    Locations: [for place in readinessLocations: {
      Id: place
    }]
    Request: {
      RequestUrl: readinessUrl
      HttpVerb: 'GET'
      ParseDependentRequests: false
    }
    ValidationRules: {
      ExpectedHttpStatusCode: 200
      SSLCheck: true
      SSLCertRemainingLifetimeCheck: 7
    }
  }
}

resource unready 'Microsoft.Insights/metricAlerts@2018-03-01' = if (!empty(readinessLocations)) {
  name: '${name}-unready'
  location: 'global'
  tags: tags
  properties: {
    description: 'GET /api/health/ready did not answer 200.'
    enabled: true
    severity: 1
    scopes: [
      probe.id
      insights.id
    ]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT30M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: probe.id
      componentId: insights.id
      failedLocationCount: 1
    }
    actions: [
      {
        actionGroupId: actionGroupId
      }
    ]
  }
}
