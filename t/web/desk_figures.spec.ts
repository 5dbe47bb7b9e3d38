// Charts, and a figure against other areas and days: each chart shows the numbers of its table, and they are the server's.
import {
	comparesAFigure,
	drawsAQueue,
	drawsCharts,
	movesAFigure,
	tellsWhatDoesNotClose,
	walksAChart,
} from './acts/figures'
import { test } from './fixture'

test('charts show the numbers beside them, by day and by night, and print', ({ desk }) =>
	drawsCharts(desk))

test('the keyboard goes from point to point of a chart', ({ desk }) => walksAChart(desk))

test('a queue is drawn as it was counted', ({ desk }) => drawsAQueue(desk))

test('a figure stands beside its areas and days, and they add up to it', ({ desk }) =>
	comparesAFigure(desk))

test('a figure moves when a record comes', ({ desk }) => movesAFigure(desk))

test('what does not close is told at the figure, and leads to the account', ({ desk }) =>
	tellsWhatDoesNotClose(desk))
