"""The workbench in the browser: requests parsed, one method called, answers given. No logic."""
