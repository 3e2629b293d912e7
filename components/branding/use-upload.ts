'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { orpc } from '@/lib/doors/rpc/client';
import type { ImageInfo } from '@/lib/model/branding';
import { IMAGE_BYTES_MAX } from '@/lib/model/branding-parts';
import { sendImage } from './image-door';

export interface Upload {
  busy: boolean;
  /** Why the last file was not taken, in words. */
  problem: string | null;
  send: (file: File) => Promise<void>;
  forget: () => void;
}

/** Puts files into a tenant's library of images, one at a time. */
export function useUpload(slug: string, onSent: (image: ImageInfo) => void): Upload {
  const t = useTranslations('branding');
  const tc = useTranslations('common');
  const format = useFormatter();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const kib = (bytes: number) => format.number(Math.ceil(bytes / 1024));
  const send = async (file: File) => {
    setProblem(null);
    // Told before a large file goes over the wire.
    if (file.size > IMAGE_BYTES_MAX) return setProblem(t('tooLarge', { name: file.name, size: kib(file.size), max: kib(IMAGE_BYTES_MAX) }));
    setBusy(true);
    const result = await sendImage(slug, file);
    setBusy(false);
    if (result.ok) {
      void queries.invalidateQueries({ queryKey: orpc.branding.images.key({ input: { slug } }) });
      return onSent(result.data);
    }
    const { code, errors, detail } = result.error;
    if (code === 'unsupported_media_type') setProblem(t('wrongType', { name: file.name }));
    else if (code === 'too_large') setProblem(t('tooLarge', { name: file.name, size: kib(file.size), max: kib(IMAGE_BYTES_MAX) }));
    else if (code === 'offline') setProblem(tc('offlineDetail'));
    else setProblem(errors[0]?.message ?? detail);
  };
  return { busy, problem, send, forget: () => setProblem(null) };
}
