/** The little of ELF that oscc needs: class, machine, interpreter, needed libraries, modinfo. */
@NullMarked
package oscc.elf;

import org.jspecify.annotations.NullMarked;
