'use client';

import { useQuery } from '@tanstack/react-query';
import { ImageOff } from 'lucide-react';
import { orpc } from '@/lib/doors/rpc/client';
import { cn } from '@/components/ui/cn';

/**
 * An image of the library as an address that only an `img` draws: nothing in a drawing runs there. Read with the
 * session, for what only a draft shows has no public address.
 * @returns undefined while it is on its way, null when it cannot be had
 */
export function useImageAddress(slug: string, id: string | null): string | null | undefined {
  // An id always means the same bytes.
  const read = useQuery({ ...orpc.branding.image.queryOptions({ input: { slug, image: id ?? '' } }), enabled: id !== null, staleTime: Infinity });
  if (id === null) return null;
  if (read.data) return `data:${read.data.type};base64,${read.data.data}`;
  return read.isError ? null : undefined;
}

interface ThemeImageProps {
  slug: string;
  id: string;
  /** What it shows; empty where words beside it say so. */
  alt: string;
  className?: string;
  /** The colour that it will stand on. */
  ground?: string;
}

/** An image on the ground it is meant for; without one, on one where white and black are both seen. */
export function ThemeImage({ slug, id, alt, className, ground }: ThemeImageProps) {
  const address = useImageAddress(slug, id);
  return (
    <span
      aria-busy={address === undefined || undefined}
      className={cn('flex items-center justify-center overflow-hidden rounded-md border p-1.5', !ground && '[background:repeating-conic-gradient(#9aa3a6_0_25%,#a8b0b3_0_50%)_0_0/12px_12px]', className)}
      style={ground ? { backgroundColor: ground } : undefined}
    >
      {/* A data address is nothing that an optimiser could make smaller. */}
      {/* eslint-disable-next-line @next/next/no-img-element -- its bytes come with the page's own session */}
      {address ? <img src={address} alt={alt} className="size-full object-contain" /> : address === null && <ImageOff className="size-4 text-ink-faint" aria-hidden />}
    </span>
  );
}
