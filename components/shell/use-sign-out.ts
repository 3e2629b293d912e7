import { signOut } from '@/components/auth/session';
import { useEndLive } from '@/lib/doors/rpc/live/use-live';

/** Signs out, and tells this session's other tabs at once. */
export function useSignOut(): () => void {
  const endLive = useEndLive();
  return () => {
    void signOut().then((url) => {
      endLive();
      // Loaded anew: nothing of this session stays in memory.
      window.location.assign(url);
    });
  };
}
