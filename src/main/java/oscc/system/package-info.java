/** The running machine as files: users, network, ssh; one class per init system. */
@NullMarked
package oscc.system;

import org.jspecify.annotations.NullMarked;
