'use client';

import { RouteError, type RouteErrorProps } from '@/components/shell/route-error';

export default function ConsoleError(props: RouteErrorProps) {
  return <RouteError {...props} />;
}
