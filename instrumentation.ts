/** Next calls this once per server process, before the first request. Nothing opens here: the runtime opens when first asked for. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { stampPeerAddress } = await import('@/lib/auth/peer-address');
  stampPeerAddress();
}
