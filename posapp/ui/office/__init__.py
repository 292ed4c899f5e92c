"""The screens of supervisors and store leaders."""
