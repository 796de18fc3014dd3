"""The papers of roadmaps: agenda, minutes, packet, and the packet before a renewal."""
