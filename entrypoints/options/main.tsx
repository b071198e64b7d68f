import { render } from 'preact';
import { Options } from '../../components/options.tsx';

render(<Options />, document.getElementById('app')!);
