import { render } from 'preact';
import { App } from '../../components/app.tsx';

render(<App follow={true} />, document.getElementById('app')!);
