// Preloaded into programs that bootstrap starts: when the starter dies without passing on a signal, the channel
// between the two closes, and the program is asked to drain and stop, instead of running on unseen.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
