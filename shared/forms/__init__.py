"""What makes a form right, and what was filled in acceptable: rules without a store."""
