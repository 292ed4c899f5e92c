"""The rules, tried one by one, in crowds, and by somebody who wants the store's money."""
