import { expect, test } from 'vitest';
import { startIndexing } from '../../../core/search/indexing.ts';
import { createManualClock } from '../../doubles/manual-clock.ts';
import { settle } from '../../doubles/settle.ts';

function setUp(steps: number) {
  const clock = createManualClock();
  const world = { left: steps, done: 0, awake: 0, fails: false };
  let announce = () => {};
  let free: () => void = () => {};
  let busy: Promise<void> | undefined;
  startIndexing({
    clock,
    idle: () => busy ?? Promise.resolve(),
    holdAwake: () => {
      world.awake += 1;
      return () => {
        world.awake -= 1;
      };
    },
    index: {
      onWork: (listener) => {
        announce = listener;
      },
      step: async () => {
        if (world.fails) throw new Error('Storage failed');
        if (world.left === 0) return false;
        world.left -= 1;
        world.done += 1;
        return true;
      },
    },
  });
  return {
    clock,
    world,
    announce: () => announce(),
    begin: () => {
      busy = new Promise((resolve) => {
        free = resolve;
      });
    },
    end: () => {
      busy = undefined;
      free();
    },
    pass: async (pauses: number) => {
      for (let pause = 0; pause < pauses; pause += 1) {
        await settle();
        clock.advance(20);
      }
      await settle();
    },
  };
}

test('all that is left is done step by step, and the worker is held awake no longer', async () => {
  const { world, pass } = setUp(3);
  await settle();
  expect(world).toMatchObject({ done: 1, awake: 1 });
  await pass(1);
  expect(world).toMatchObject({ done: 2, awake: 1 });
  await pass(2);
  expect(world).toMatchObject({ done: 3, left: 0, awake: 0 });
});

test('while an answer runs nothing is done', async () => {
  const { world, pass, begin, end } = setUp(3);
  await settle();
  begin();
  await pass(5);
  expect(world.done).toBe(1);
  end();
  await pass(3);
  expect(world.done).toBe(3);
});

test('what comes meanwhile or later is done, too', async () => {
  const { world, pass, announce } = setUp(1);
  announce();
  await pass(2);
  expect(world).toMatchObject({ done: 1, awake: 0 });
  world.left = 2;
  announce();
  announce();
  await pass(3);
  expect(world).toMatchObject({ done: 3, awake: 0 });
});

test('where storage fails it waits for the next change', async () => {
  const { world, pass, announce } = setUp(2);
  await settle();
  world.fails = true;
  await pass(2);
  expect(world).toMatchObject({ done: 1, awake: 0 });
  world.fails = false;
  announce();
  await pass(2);
  expect(world).toMatchObject({ done: 2, awake: 0 });
});
