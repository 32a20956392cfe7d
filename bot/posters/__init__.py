"""What is printed for a visit: an A4 poster and a pocket card, each as SVG and as PDF."""
