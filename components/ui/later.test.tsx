// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { Component, type ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FetchAhead, later } from './later';

afterEach(cleanup);

const Part = ({ name }: { name: string }) => <p>{name} is here</p>;

class Boundary extends Component<{ children: ReactNode }, { failed: string | null }> {
  override state = { failed: null };
  static getDerivedStateFromError(error: Error) {
    return { failed: error.message };
  }
  override render() {
    return this.state.failed ?? this.props.children;
  }
}

describe('a part that comes later', () => {
  it('is fetched where it is wanted, once, and is there at once the next time', async () => {
    const load = vi.fn(() => Promise.resolve(Part));
    const Later = later(load);
    expect(load).not.toHaveBeenCalled();
    const { unmount } = render(<Later name="first" />);
    expect(await screen.findByText('first is here')).toBeTruthy();
    unmount();
    render(<Later name="second" />);
    expect(screen.getByText('second is here')).toBeTruthy();
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('fails as a screen fails', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const Later = later<{ name: string }>(() => Promise.reject(new Error('not to be had')));
    render(
      <Boundary>
        <Later name="never" />
      </Boundary>,
    );
    expect(await screen.findByText('not to be had')).toBeTruthy();
    logged.mockRestore();
  });

  it('is fetched ahead once the page has loaded, and a failure then is no failure of the page', async () => {
    const load = vi.fn(() => Promise.resolve(Part)).mockRejectedValueOnce(new Error('offline'));
    const Later = later(load);
    render(<FetchAhead />);
    await vi.waitFor(() => expect(load).toHaveBeenCalledTimes(1));
    render(<Later name="after all" />);
    expect(await screen.findByText('after all is here')).toBeTruthy();
  });
});
