"""Code: snapshots of the workspace, and the index of the workflows and providers in them."""
