import { Component, type ComponentChildren } from 'preact';

/** A component that renders again only when a prop is another object than before. */
export function memo<Props extends object>(renderProps: (props: Props) => ComponentChildren) {
  return class extends Component<Props> {
    override shouldComponentUpdate(next: Props): boolean {
      const before = new Map(Object.entries(this.props));
      return Object.entries(next).some(([name, value]) => value !== before.get(name));
    }

    override render() {
      return renderProps(this.props);
    }
  };
}
