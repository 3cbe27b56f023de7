"""Microsoft Graph: how a subscription there is asked for, renewed and removed."""
