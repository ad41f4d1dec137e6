"""The workflows of workflows.arazzo.yaml: what they say, whether it is right, and what they do."""
