"""One file a screen. Each is loaded when it is first needed: the first paint should wait for none of the others."""
