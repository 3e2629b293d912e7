/**
 * Preloaded into web and worker: when the supervisor is gone its channel closes, and they end too,
 * so that the port is free for the next start. Ctrl-C reaches the whole process group; the
 * supervisor alone decides what it means, so the first signal from the terminal is left to it.
 */
if (process.channel) {
  process.on('disconnect', () => process.exit(0));
  // Listening must not keep the process alive by itself.
  process.channel.unref();
}
