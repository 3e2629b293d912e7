'use client';

import { useCallback, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';

/**
 * Draws its children where no style of the console reaches, and from where none gets out: a shadow tree with a
 * sheet of its own. They are drawn by React like all else, so what was typed is text and never markup, and they
 * are inert: nothing in them can be focused, pressed or followed.
 */
export function ShadowFrame({ css, children }: { css: string; children: ReactNode }) {
  const [root, setRoot] = useState<ShadowRoot | null>(null);
  const host = useCallback(
    (element: HTMLDivElement | null) => {
      if (!element) return;
      const shadow = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
      // A constructed sheet is no style element, so the page's policy asks no nonce of it.
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      shadow.adoptedStyleSheets = [sheet];
      setRoot(shadow);
    },
    [css],
  );
  return (
    <div ref={host} inert>
      {root && createPortal(children, root)}
    </div>
  );
}
