import { NotFound } from '@/components/shell/not-found';

export default function ConsoleNotFound() {
  return <NotFound />;
}
