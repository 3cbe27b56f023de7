"""Every Workspace keeps this contract."""
