"""`make drill`: on a cloud of its own keys are lost and the access log is altered, and both are brought back."""
