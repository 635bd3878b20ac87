import { addRenderer } from '../render/add-renderer.ts';
import { mathRenderer } from './math.ts';

/** The optional second script: sets formulas in every `<stream-chat>` of the page. It may stand before or behind the first. */
void addRenderer(mathRenderer, 'formulas stay as their source');
