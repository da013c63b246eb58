import Guacamole, { type Client, type OutputStream } from 'guacamole-common-js';
import { store } from '../../store';

const FORMAT = 'audio/L16;rate=44100,channels=2';
const CLOSED = 0x0206;

/** Sound of this device for the machine, from when the person says so until the machine or the person ends it. */
export class Microphone {
  readonly on = store(false);
  readonly problem = store<string | null>(null);
  private stream: OutputStream | null = null;

  constructor(private readonly client: Client) {}

  toggle() {
    if (this.stream) this.stop();
    else this.start();
  }

  private start() {
    const stream = this.client.createAudioStream(FORMAT);
    const recorder = Guacamole.AudioRecorder.getInstance(stream, FORMAT);
    if (!recorder) {
      stream.sendEnd();
      this.problem.set('This browser cannot record sound.');
      return;
    }
    this.stream = stream;
    this.problem.set(null);
    this.on.set(true);
    recorder.onclose = () => this.ended(stream, null);
    recorder.onerror = () => this.ended(stream, 'The machine takes no sound, or this browser may not record any.');
  }

  stop() {
    // the recorder listens to the machine alone, so it hears what the machine would say
    this.stream?.onack?.(new Guacamole.Status(CLOSED));
  }

  private ended(stream: OutputStream, problem: string | null) {
    if (stream !== this.stream) return;
    this.stream = null;
    this.on.set(false);
    this.problem.set(problem);
  }
}
