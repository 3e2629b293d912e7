'use client';

import { useTranslations } from 'next-intl';
import { useCallback, useLayoutEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { flushSync } from 'react-dom';
import { dragByPointer } from './pointer-drag';
import { moveKey, sameKeys } from './sequence';

interface ReorderOptions {
  keys: readonly string[];
  /** What an item is called when it is spoken of. */
  nameOf: (key: string) => string;
  /** @param moved the one that was moved */
  onReorder: (keys: string[], moved: string) => void;
}

/** By the keyboard it moves one place at a time, and is put down or taken back. */
interface Lifted {
  key: string;
  keys: string[];
}

const TARGET: Partial<Record<string, (at: number, last: number) => number>> = {
  ArrowUp: (at) => at - 1,
  ArrowDown: (at) => at + 1,
  Home: () => 0,
  End: (_at, last) => last,
};

/** A list whose items are put in order: dragged by a handle, or lifted by Space, moved by arrows, put down by Space. */
export function useReorder({ keys, nameOf, onReorder }: ReorderOptions) {
  const t = useTranslations('common.reorder');
  const [lifted, setLifted] = useState<Lifted | null>(null);
  const [said, setSaid] = useState('');
  const items = useRef(new Map<string, HTMLElement>());
  const handles = useRef(new Map<string, HTMLElement>());
  const shown = lifted && lifted.keys.length === keys.length && lifted.keys.every((key) => keys.includes(key)) ? lifted.keys : [...keys];
  const place = (key: string, order: readonly string[]) => ({ name: nameOf(key), position: order.indexOf(key) + 1, total: order.length });

  // Moved in the document, an element loses focus; also when it moves back.
  const moving = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (lifted) moving.current = lifted.key;
    if (moving.current !== null) handles.current.get(moving.current)?.focus();
    if (!lifted) moving.current = null;
  }, [lifted]);

  const put = (key: string, order: string[]) => {
    setLifted(null);
    setSaid(t('dropped', place(key, order)));
    if (!sameKeys(order, keys)) onReorder(order, key);
  };
  const takeBack = (key: string) => {
    setLifted(null);
    setSaid(t('cancelled', place(key, keys)));
  };
  const onKeyDown = (key: string) => (event: KeyboardEvent) => {
    const isLifted = lifted?.key === key;
    const target = isLifted ? TARGET[event.key] : undefined;
    if (target) {
      const order = moveKey(shown, key, target(shown.indexOf(key), shown.length - 1));
      setLifted({ key, keys: order });
      setSaid(t('moved', place(key, order)));
    } else if (event.key === ' ' || event.key === 'Enter') {
      if (isLifted) put(key, shown);
      else {
        setLifted({ key, keys: shown });
        setSaid(t('lifted', place(key, shown)));
      }
    } else if (isLifted && event.key === 'Escape') takeBack(key);
    else {
      // Whoever goes on by the keyboard leaves it where it is.
      if (isLifted && event.key === 'Tab') put(key, shown);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const onPointerDown = (key: string) => (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || !event.isPrimary) return;
    if (lifted) takeBack(lifted.key);
    const stacked = keys.flatMap((other) => items.current.get(other) ?? []);
    const from = keys.indexOf(key);
    if (stacked.length !== keys.length) return;
    dragByPointer({
      handle: event.currentTarget,
      event,
      items: stacked,
      from,
      onLift: () => setSaid(t('lifted', place(key, keys))),
      // In one frame: the old places go as the new order comes.
      onEnd: (to) => flushSync(() => (to === null ? takeBack(key) : put(key, moveKey(keys, key, to)))),
    });
  };
  const itemRef = useCallback((key: string) => keep(items.current, key), []);
  const handleRef = useCallback((key: string) => keep(handles.current, key), []);
  return {
    /** As they stand now, while one is moved. */
    keys: shown,
    lifted: lifted?.key ?? null,
    said,
    item: (key: string) => ({ ref: itemRef(key), 'data-lifted': lifted?.key === key ? 'key' : undefined }),
    handle: (key: string) => ({ ref: handleRef(key), pressed: lifted?.key === key, onKeyDown: onKeyDown(key), onPointerDown: onPointerDown(key) }),
    move: (key: string, by: -1 | 1) => put(key, moveKey(keys, key, keys.indexOf(key) + by)),
  };
}
export type Reorder = ReturnType<typeof useReorder>;

const keep = (elements: Map<string, HTMLElement>, key: string) => (element: HTMLElement | null) => {
  if (element) elements.set(key, element);
  else elements.delete(key);
};
