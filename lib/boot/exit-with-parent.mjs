// Preloaded (`--import`) into the children of the supervisor: when it dies without a word, its IPC
// channel closes, and a child that lived on would hold the port against the next start.
// Only in its own children: `next dev` forks with the same arguments and talks over that channel.
if (process.channel && process.env.TENANTRY_SUPERVISOR === String(process.ppid)) {
  process.channel.unref();
  process.once('disconnect', () => {
    // Time to end by itself where it can; unref'd, so that it holds nothing up.
    setTimeout(() => process.exit(1), 3000).unref();
    process.kill(process.pid, 'SIGTERM');
  });
}
