import { Component, type ComponentChildren } from 'preact';

/**
 * A component that renders again only when a prop is another object than before. A list is the same
 * while its elements are.
 */
export function memo<Props extends object>(renderProps: (props: Props) => ComponentChildren) {
  return class extends Component<Props> {
    override shouldComponentUpdate(next: Props): boolean {
      const before: Props = this.props;
      for (const name in next) if (!isSame(next[name], before[name])) return true;
      return false;
    }

    override render() {
      return renderProps(this.props);
    }
  };
}

function isSame(value: unknown, before: unknown): boolean {
  if (value === before) return true;
  if (!Array.isArray(value) || !Array.isArray(before) || value.length !== before.length) {
    return false;
  }
  return value.every((element, index) => element === before[index]);
}
