/**
 * Has playwright-core not look whether it runs under Windows' Linux subsystem: it would do so as soon as it
 * is loaded, in a file below /proc/sys, which Deno keeps from programs without every permission.
 *
 * @module
 */
Deno.env.set("__IS_WSL_TEST__", "yes");
