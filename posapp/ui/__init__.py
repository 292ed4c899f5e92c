"""What people see and touch: the only package that knows Qt."""

from posapp.ui.shiboken import keep_singletons_alive

keep_singletons_alive()
