"""Routes of sign-ins, and of what decides who may sign in and how; of invitations and machines."""
