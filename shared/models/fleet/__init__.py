"""What platform administrators do with many organizations, and see of them."""
