import type { CSSProperties, ReactNode } from 'react';
import type { Theme } from '@/lib/model/branding';
import { FONT_STACKS, type Mode } from '@/lib/model/branding-parts';
import type { Language } from '@/lib/model/states';
import type { PreviewPage } from '../place';
import type { PreviewWords } from './preview-words';

export type Device = 'desktop' | 'phone';

interface PreviewPagesProps {
  /** Colours in it are colours: what was half typed was taken out before. */
  theme: Theme;
  name: string;
  words: PreviewWords[Language];
  page: PreviewPage;
  mode: Mode;
  device: Device;
  language: Language;
  /** Address of the logo for this mode; undefined while it is on its way. */
  logo: string | null | undefined;
  /** Of the window, in pixels. */
  height: number;
}

/** The pages that a tenant's users see, as an authorization server may draw them. Nothing of it can be used. */
export function PreviewPages({ theme, name, words, page, mode, device, language, logo, height }: PreviewPagesProps) {
  const { background, surface, text, muted, primary, onPrimary, link, border, danger } = theme[mode];
  const style = {
    ...{ '--background': background, '--surface': surface, '--text': text, '--muted': muted, '--primary': primary, '--on-primary': onPrimary, '--link': link, '--border': border, '--danger': danger },
    ...{ '--font': FONT_STACKS[theme.font], '--radius': `${theme.radius}px`, '--height': `${height}px` },
  } as CSSProperties;
  const said = theme.texts[language];
  const title = { signIn: said.signInTitle || words.signInTitle, register: said.registerTitle || words.registerTitle, mail: words.mailTitle }[page];
  const subtitle = { signIn: said.signInSubtitle, register: said.registerSubtitle, mail: '' }[page];
  return (
    <div className="page" style={style} lang={language} data-page={page} data-device={device}>
      <div className="card">
        <div className="logo">
          {/* eslint-disable-next-line @next/next/no-img-element -- a data address, drawn in a frame of its own */}
          {logo ? <img src={logo} alt="" /> : logo === null && <span className="wordmark">{name}</span>}
        </div>
        <div className="head">
          <h1>{title}</h1>
          {subtitle && <p className="muted">{subtitle}</p>}
        </div>
        {page === 'signIn' && <SignIn words={words} />}
        {page === 'register' && <Register words={words} />}
        {page === 'mail' && <Mail words={words} />}
      </div>
      <Foot theme={theme} words={words} footer={said.footer} />
    </div>
  );
}

type Words = { words: PreviewWords[Language] };

function SignIn({ words }: Words) {
  return (
    <>
      <Field label={words.email}>{words.emailExample}</Field>
      <Field label={words.password} aside={<span className="link">{words.forgot}</span>}>{'••••••••••'}</Field>
      <div className="button">{words.signIn}</div>
      <p className="center muted">
        {words.noAccount} <span className="link">{words.toRegister}</span>
      </p>
    </>
  );
}

function Register({ words }: Words) {
  return (
    <>
      <Field label={words.yourName}>{words.nameExample}</Field>
      <Field label={words.email}>{words.emailExample}</Field>
      <Field label={words.password} wrong={words.passwordWrong}>{'••••'}</Field>
      <div className="button">{words.register}</div>
      <p className="center muted">
        {words.haveAccount} <span className="link">{words.toSignIn}</span>
      </p>
    </>
  );
}

function Mail({ words }: Words) {
  return (
    <>
      <p>{words.mailBody}</p>
      <div className="button">{words.mailButton}</div>
      <p className="muted">{words.mailIgnore}</p>
    </>
  );
}

function Field({ label, aside, wrong, children }: { label: string; aside?: ReactNode; wrong?: string; children: ReactNode }) {
  return (
    <div className="field">
      <div className="label">
        <span>{label}</span>
        {aside}
      </div>
      <div className="input" data-wrong={wrong ? '' : undefined}>{children}</div>
      {wrong && <p className="wrong">{wrong}</p>}
    </div>
  );
}

function Foot({ theme, words, footer }: { theme: Theme; footer: string } & Words) {
  const links = [
    { shown: theme.privacyUrl, label: words.privacy },
    { shown: theme.termsUrl, label: words.terms },
    { shown: theme.supportUrl, label: words.support },
  ].filter(({ shown }) => shown !== '');
  if (!footer && links.length === 0) return null;
  return (
    <div className="foot">
      {footer && <p>{footer}</p>}
      {links.length > 0 && (
        <p className="links">
          {links.map(({ label }) => (
            <span key={label} className="link">{label}</span>
          ))}
        </p>
      )}
    </div>
  );
}
