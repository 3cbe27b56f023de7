"""What is filled into a form: checked here whatever the browser did, and handed to its workflow."""
