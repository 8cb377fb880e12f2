import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { MarkdownIsland, MarkdownProps } from './markdown-props.ts';

/** The component of Markdown that another script renders. */
export function islandView(island: MarkdownIsland) {
  return function IslandView(props: MarkdownProps) {
    const place = useRef<HTMLDivElement>(null);
    useLayoutEffect(() => {
      if (place.current) island(place.current, props);
    });
    useEffect(() => {
      const { current } = place;
      return () => {
        if (current) island(current, undefined);
      };
    }, []);
    return <div ref={place} />;
  };
}
