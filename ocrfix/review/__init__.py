"""What an editor does with pages: actions, their record, and the local server that shows both."""
